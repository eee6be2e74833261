/** For a page: every transaction of IndexedDB is relaxed, whatever durability was asked for. */
export const RELAXED_IDB = `{
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function relax(stores, mode) {
    return transaction.call(this, stores, mode, { durability: 'relaxed' })
  }
}`
