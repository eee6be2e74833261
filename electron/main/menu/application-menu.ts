import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { InterfaceLocale } from '#shared/domain/settings.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'
import { MENU_STRINGS, type MenuStrings } from './menu-strings.ts'

type Item = MenuItemConstructorOptions
type MenuCommand = EventPayload<'menu.command'>

export type MenuActions = {
  command: (command: MenuCommand) => void
  /** +1 larger, -1 smaller, 0 actual size. */
  zoom: (step: 1 | -1 | 0) => void
}

/** Text fields undo their own typing, so the page takes these keys itself; the menu only shows them. */
function shownKey(label: string, accelerator: string, click: () => void): Item {
  return { label, accelerator, registerAccelerator: false, click }
}

function fileItems(words: MenuStrings, { command }: MenuActions): Item[] {
  return [
    { label: words.newProject, accelerator: 'CmdOrCtrl+N', click: () => command('new-project') },
    { type: 'separator' },
    { label: words.openFile, accelerator: 'CmdOrCtrl+O', click: () => command('open-file') },
    { label: words.exportFile, accelerator: 'CmdOrCtrl+E', click: () => command('export') },
    { type: 'separator' },
    { label: words.settings, accelerator: 'CmdOrCtrl+,', click: () => command('settings') },
    { type: 'separator' },
    { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: () => app.quit() },
  ]
}

function editItems(words: MenuStrings, { command }: MenuActions): Item[] {
  return [
    shownKey(words.undo, 'CmdOrCtrl+Z', () => command('undo')),
    shownKey(words.redo, 'CmdOrCtrl+Shift+Z', () => command('redo')),
    { type: 'separator' },
    { label: words.cut, role: 'cut' },
    { label: words.copy, role: 'copy' },
    { label: words.paste, role: 'paste' },
    { label: words.selectAll, role: 'selectAll' },
  ]
}

function viewItems(words: MenuStrings, { zoom }: MenuActions): Item[] {
  return [
    { label: words.zoomIn, accelerator: 'CmdOrCtrl+Plus', click: () => zoom(1) },
    // The key without Shift that most keyboards have for it.
    { label: words.zoomIn, accelerator: 'CmdOrCtrl+=', visible: false, click: () => zoom(1) },
    { label: words.zoomOut, accelerator: 'CmdOrCtrl+-', click: () => zoom(-1) },
    { label: words.zoomReset, accelerator: 'CmdOrCtrl+0', click: () => zoom(0) },
    { type: 'separator' },
    { label: words.fullScreen, role: 'togglefullscreen' },
  ]
}

/** The menu bar in the language of the interface. */
export function menuTemplate(locale: InterfaceLocale, platform: NodeJS.Platform, actions: MenuActions): Item[] {
  const words = MENU_STRINGS[locale]
  const about: Item = { label: words.about, role: 'about' }
  const appMenu: Item = {
    label: app.name,
    submenu: [about, { type: 'separator' }, { label: words.hide, role: 'hide' }],
  }
  return [
    ...(platform === 'darwin' ? [appMenu] : []),
    { label: words.file, submenu: fileItems(words, actions) },
    { label: words.edit, submenu: editItems(words, actions) },
    { label: words.view, submenu: viewItems(words, actions) },
    {
      label: words.help,
      submenu: [
        { label: words.shortcuts, click: () => actions.command('shortcuts') },
        ...(platform === 'darwin' ? [] : [about]),
      ],
    },
  ]
}

/** Puts the menu bar up; called again when the language changes. */
export function showApplicationMenu(locale: InterfaceLocale, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(locale, process.platform, actions)))
}
