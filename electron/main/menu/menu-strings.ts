import type { InterfaceLocale } from '#shared/domain/settings.ts'

/** Words of native menus and dialogs. They live here because the main process loads no i18next. */
const ENGLISH = {
  file: 'File',
  newProject: 'New project…',
  openFile: 'Import file…',
  exportFile: 'Export file…',
  settings: 'Settings',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  zoomReset: 'Actual size',
  fullScreen: 'Full screen',
  help: 'Help',
  shortcuts: 'Keyboard shortcuts',
  about: 'About Nishan',
  hide: 'Hide Nishan',
  unsavedQuestion: 'Something is not saved yet. Close anyway?',
  unsavedDetail: 'All earlier answers are safe.',
  keepWorking: 'Keep working',
  closeAnyway: 'Close',
}

export type MenuStrings = typeof ENGLISH

const URDU: MenuStrings = {
  file: 'فائل',
  newProject: 'نیا منصوبہ…',
  openFile: 'فائل لائیں…',
  exportFile: 'فائل نکالیں…',
  settings: 'ترتیبات',
  quit: 'بند کریں',
  edit: 'تبدیلی',
  undo: 'واپس کریں',
  redo: 'پھر سے کریں',
  cut: 'کاٹیں',
  copy: 'کاپی کریں',
  paste: 'پیسٹ کریں',
  selectAll: 'سب چُنیں',
  view: 'منظر',
  zoomIn: 'بڑا کریں',
  zoomOut: 'چھوٹا کریں',
  zoomReset: 'اصل سائز',
  fullScreen: 'پوری سکرین',
  help: 'مدد',
  shortcuts: 'کی بورڈ کے شارٹ کٹ',
  about: 'نشان ایپ کے بارے میں',
  hide: 'نشان ایپ چھپائیں',
  unsavedQuestion: 'کچھ کام ابھی محفوظ نہیں ہوا۔ پھر بھی بند کریں؟',
  unsavedDetail: 'پہلے کے سب جواب محفوظ ہیں۔',
  keepWorking: 'رہنے دیں',
  closeAnyway: 'بند کریں',
}

export const MENU_STRINGS: Readonly<Record<InterfaceLocale, MenuStrings>> = { ur: URDU, en: ENGLISH }
