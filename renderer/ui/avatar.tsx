/** The first letter of a person's name on their colour (palette number 1 to 12). */
export function Avatar({ initial, colour }: { initial: string; colour: number }) {
  return (
    <span className={`avatar label-colour-${colour}`} aria-hidden>
      <bdi>{initial}</bdi>
    </span>
  )
}
