// Node's own import(): test runners rewrite the one in TypeScript files, and then no module hook of Node sees it.
module.exports = (url) => import(url)
