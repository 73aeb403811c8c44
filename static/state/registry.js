/**
 * What the files of a folder export, in the order of the files' names: so adding one is adding a file.
 *
 * @template Entry
 * @param {Record<string, Entry|undefined>} files  by path, as `import.meta.glob` gives them
 * @param {string} noun  what an entry is called
 * @returns {readonly Entry[]}
 * @throws {Error} where a file exports no entry
 */
export function registry(files, noun) {
  const entries = Object.keys(files)
    .sort()
    .map((path) => {
      const entry = files[path];
      if (entry === undefined) throw new Error(`expected ${path} to export a ${noun}`);
      return entry;
    });
  return Object.freeze(entries);
}

/**
 * @param {string[]} names  of entries, which must differ
 * @param {string} noun
 * @throws {Error} where two are the same
 */
export function unique(names, noun) {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`expected one ${noun} called ${twice}; got two`);
}
