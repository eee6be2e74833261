export type MenuItem = {
  label?: string
  role?: string
  type?: string
  accelerator?: string
  registerAccelerator?: boolean
  visible?: boolean
  click?: () => void
  submenu?: MenuItem[]
}

/** A native menu as the template that it was built from. */
export class MenuDouble {
  readonly items: MenuItem[]

  constructor(items: MenuItem[]) {
    this.items = items
  }

  /** The item at a path of labels, as a person would walk to it. */
  item(...labels: string[]): MenuItem {
    let items = this.items
    let found: MenuItem | undefined
    for (const label of labels) {
      found = items.find((item) => item.label === label && item.visible !== false)
      if (found === undefined) throw new Error(`no menu item ${labels.join(' › ')}`)
      items = found.submenu ?? []
    }
    if (found === undefined) throw new Error('no label given')
    return found
  }
}
