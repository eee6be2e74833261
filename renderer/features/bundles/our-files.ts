const OURS = /\.(?:nishan|invite)$/i

/** The first words of a sealed file, of a receipt and of an invite. */
const BEGINNINGS = ['age-encryption.org/v1', '{"nishan":', '{"v":1,"urls":']

export function namesOurs({ name }: Pick<File, 'name'>): boolean {
  return OURS.test(name)
}

/** Whether a file is one of ours by what is in it, whatever its name. */
export async function isOurs(file: File): Promise<boolean> {
  const text = await file.slice(0, 32).text()
  return namesOurs(file) || BEGINNINGS.some((beginning) => text.startsWith(beginning))
}
