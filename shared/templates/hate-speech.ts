import { choice, spans, TEXT_FIELD, type ProjectTemplate } from './project-template.ts'

export const hateSpeech: ProjectTemplate = {
  id: 'hate-speech',
  name: { ur: 'نفرت اور گالی', en: 'Hate speech' },
  about: { ur: 'متن کسی کو نشانہ بناتا ہے یا نہیں', en: 'Whether a text attacks someone' },
  fields: [TEXT_FIELD],
  questions: [
    choice({
      id: 'kind',
      title: 'متن کیسا ہے؟',
      titleEn: 'What kind of text is it?',
      labels: [
        { id: 'clean', name: 'ٹھیک', nameEn: 'Clean', description: 'کسی پر حملہ نہیں، تلخ رائے بھی ٹھیک ہے۔' },
        { id: 'rude', name: 'بدزبانی', nameEn: 'Offensive', description: 'گالی یا گندی بات، مگر کسی گروہ پر نہیں۔' },
        { id: 'hate', name: 'نفرت', nameEn: 'Hate', description: 'کسی گروہ کو اس کی پہچان پر بُرا کہنا یا دھمکی دینا۔' },
      ],
    }),
    choice(
      {
        id: 'target',
        firstColour: 4,
        title: 'کس پر ہے؟ (ایک سے زیادہ بھی)',
        titleEn: 'Against whom? (more than one allowed)',
        labels: [
          { id: 'religion', name: 'مذہب', nameEn: 'Religion' },
          { id: 'ethnicity', name: 'قوم یا زبان', nameEn: 'Ethnicity or language' },
          { id: 'gender', name: 'مرد یا عورت ہونا', nameEn: 'Gender' },
          { id: 'one-person', name: 'ایک شخص', nameEn: 'One person' },
        ],
      },
      true,
    ),
    spans({
      id: 'words',
      firstColour: 8,
      title: 'کون سے لفظ؟',
      titleEn: 'Which words?',
      labels: [{ id: 'attack', name: 'حملے کے لفظ', nameEn: 'Attacking words' }],
    }),
  ],
  guidelines: `# پہلے اپنا خیال

ایسے متن پڑھنا بھاری ہوتا ہے۔ تھک جائیں تو رک جائیں، کام محفوظ رہتا ہے۔

# جواب

- تنقید نفرت نہیں۔ «یہ قانون غلط ہے» **ٹھیک** ہے۔
- کسی اور کی گالی نقل کی گئی ہو اور لکھنے والا اس کے خلاف ہو تو **ٹھیک**۔
`,
}
