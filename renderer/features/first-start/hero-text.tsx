/** One sentence that says what the app is for. */
export function HeroText() {
  return (
    <p className="nastaliq start-sentence" lang="ur" dir="rtl">
      ہماری زبان مشین کو ہم خود سکھائیں گے۔
    </p>
  )
}
