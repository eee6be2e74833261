/** A label's colour: round for the first six, square for the rest, so that shape tells them apart too. */
export function Swatch({ colour }: { colour: number }) {
  const palette = ((colour - 1) % 12) + 1
  return <span className={`swatch label-colour-${palette} ${palette > 6 ? 'swatch-square' : ''}`} aria-hidden />
}
