/** @import { StoredNetwork } from "../types/state.js" */

/**
 * The files of the visitor's own networks, in IndexedDB, which keeps them for all visits. Where it is
 * forbidden, as in some private windows, they are kept in memory until the page is left.
 *
 * A file is stored once, under the hash of its bytes, however many networks were made of it.
 */

const DATABASE = "shiftscope-networks";
/** What is kept at most; the least recently used is dropped first. */
export const MOST_BYTES = 2 ** 29;
export const MOST_NETWORKS = 40;

/**
 * Which networks to drop so that the rest fits: the least recently used first, never the newest.
 *
 * @param {StoredNetwork[]} networks
 * @param {number} [bytes]
 * @param {number} [count]
 * @returns {StoredNetwork[]}
 */
export function surplus(networks, bytes = MOST_BYTES, count = MOST_NETWORKS) {
  const kept = networks.toSorted((a, b) => b.used - a.used);
  const dropped = [];
  const size = () =>
    [...new Map(kept.map((network) => [network.hash, network.bytes])).values()].reduce(
      (sum, each) => sum + each,
      0,
    );
  while (kept.length > 1 && (kept.length > count || size() > bytes)) {
    dropped.push(/** @type {StoredNetwork} */ (kept.pop()));
  }
  return dropped;
}

export class FileStorage {
  /** @param {IDBFactory|undefined} factory */
  constructor(factory = globalThis.indexedDB) {
    this.factory = factory;
    /** Files and networks of this page alone, where the database refuses. */
    this.memory = {
      files: /** @type {Map<string, ArrayBuffer>} */ (new Map()),
      networks: /** @type {Map<string, StoredNetwork>} */ (new Map()),
    };
    /** Whether files outlast the page. */
    this.lasting = true;
    /** @type {Promise<IDBDatabase|null>|null} */
    this.opened = null;
  }

  /** @returns {Promise<IDBDatabase|null>}  null where there is none */
  open() {
    this.opened ??= new Promise((resolve) => {
      const fail = () => {
        this.lasting = false;
        resolve(null);
      };
      try {
        if (!this.factory) return fail();
        const request = this.factory.open(DATABASE, 1);
        request.onupgradeneeded = () => {
          request.result.createObjectStore("files");
          request.result.createObjectStore("networks", { keyPath: "id" });
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = fail;
      } catch {
        fail();
      }
    });
    return this.opened;
  }

  /**
   * Stores a network with its file.
   *
   * @param {StoredNetwork} network
   * @param {ArrayBuffer} content  of the file
   */
  async put(network, content) {
    const database = await this.open();
    try {
      if (!database) throw new Error("no database");
      await transact(database, (files, networks) => {
        files.put(content, network.hash);
        networks.put(network);
      });
    } catch {
      // Forbidden, or full.
      this.lasting = false;
      this.memory.files.set(network.hash, content);
      this.memory.networks.set(network.id, network);
    }
    for (const { id } of surplus(await this.all())) await this.remove(id);
  }

  /**
   * Changes what is known of a network, if it is stored.
   *
   * @param {string} id
   * @param {Partial<StoredNetwork>} changes
   */
  async change(id, changes) {
    const found = await this.get(id);
    if (!found) return;
    const network = { ...found, ...changes };
    if (this.memory.networks.has(id)) this.memory.networks.set(id, network);
    else {
      const database = await this.open();
      if (database)
        await transact(database, (_, networks) => networks.put(network)).catch(() => {});
    }
  }

  /** @returns {Promise<StoredNetwork[]>}  the last used first */
  async all() {
    const database = await this.open();
    const stored = database
      ? await read(database, "networks", (networks) => networks.getAll()).catch(() => [])
      : [];
    return [...stored, ...this.memory.networks.values()].toSorted((a, b) => b.used - a.used);
  }

  /**
   * @param {string} id
   * @returns {Promise<StoredNetwork|null>}
   */
  async get(id) {
    return (await this.all()).find((network) => network.id === id) ?? null;
  }

  /**
   * @param {string} hash
   * @returns {Promise<ArrayBuffer|null>}
   */
  async file(hash) {
    const inMemory = this.memory.files.get(hash);
    if (inMemory) return inMemory;
    const database = await this.open();
    if (!database) return null;
    return (await read(database, "files", (files) => files.get(hash)).catch(() => null)) ?? null;
  }

  /**
   * Removes a network, and its file if no other network needs it.
   *
   * @param {string} id
   */
  async remove(id) {
    const networks = await this.all();
    const hash = networks.find((network) => network.id === id)?.hash;
    if (hash === undefined) return;
    const shared = networks.some((network) => network.id !== id && network.hash === hash);
    this.memory.networks.delete(id);
    if (!shared) this.memory.files.delete(hash);
    const database = await this.open();
    if (!database) return;
    await transact(database, (files, networks) => {
      networks.delete(id);
      if (!shared) files.delete(hash);
    }).catch(() => {});
  }
}

/**
 * @param {IDBDatabase} database
 * @param {(files: IDBObjectStore, networks: IDBObjectStore) => void} change
 * @returns {Promise<void>}
 */
function transact(database, change) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["files", "networks"], "readwrite");
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    change(transaction.objectStore("files"), transaction.objectStore("networks"));
  });
}

/**
 * @template T
 * @param {IDBDatabase} database
 * @param {"files"|"networks"} store
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
function read(database, store, ask) {
  return new Promise((resolve, reject) => {
    const request = ask(database.transaction(store).objectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
