/**
 * The exports of a folder's files, in the order of the file names, numbers by their value, so that adding an entry is adding
 * a file.
 *
 * @template Entry
 * @param {Record<string, Entry|undefined>} files  by path, as `import.meta.glob` gives them
 * @param {string} noun  what an entry is called
 * @returns {readonly Entry[]}
 * @throws {Error} if a file exports no entry
 */
export function registry(files, noun) {
  const entries = Object.keys(files)
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .map((path) => {
      const entry = files[path];
      if (entry === undefined) throw new Error(`expected ${path} to export a ${noun}`);
      return entry;
    });
  return Object.freeze(entries);
}

/**
 * @param {string[]} names  of entries, which must be unique
 * @param {string} noun
 * @throws {Error} if two are equal
 */
export function unique(names, noun) {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`expected one ${noun} called ${twice}; got two`);
}
