/** An object of Electron of which only some members are modelled: any other name throws instead of being undefined. */
export function modelled<Target extends object>(name: string, target: Target): Target {
  return new Proxy(target, {
    get(object, key) {
      if (typeof key === 'symbol' || key in object) {
        const value: unknown = Reflect.get(object, key, object)
        return typeof value === 'function' ? value.bind(object) : value
      }
      // What a promise, a test runner or JSON looks for on any object.
      if (['then', 'toJSON', 'asymmetricMatch', 'nodeType', 'tagName', '$$typeof'].includes(key)) return undefined
      throw new Error(`electron double: ${name}.${key} is not modelled`)
    },
  })
}
