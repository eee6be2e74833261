import { choice, TEXT_FIELD, type ProjectTemplate } from './project-template.ts'

export const sentiment: ProjectTemplate = {
  id: 'sentiment',
  name: { ur: 'جذبات', en: 'Sentiment' },
  about: { ur: 'متن خوش ہے، ناخوش یا دونوں سے الگ', en: 'Positive, negative or neutral' },
  fields: [TEXT_FIELD],
  questions: [
    choice({
      id: 'sentiment',
      title: 'لہجہ کیسا ہے؟',
      titleEn: 'What is the sentiment?',
      labels: [
        {
          id: 'positive',
          name: 'مثبت',
          nameEn: 'Positive',
          description: 'خوشی، تعریف یا امید۔',
          example: 'آج کا دن بہت اچھا گزرا۔',
        },
        {
          id: 'negative',
          name: 'منفی',
          nameEn: 'Negative',
          description: 'دکھ، غصہ یا شکایت۔',
          example: 'گلی کا پانی تین دن سے کھڑا ہے۔',
        },
        {
          id: 'neutral',
          name: 'سادہ',
          nameEn: 'Neutral',
          description: 'صرف خبر یا سوال، کوئی جذبہ نہیں۔',
          example: 'بازار جمعے کو بند رہے گا۔',
        },
        {
          id: 'mixed',
          name: 'ملا جلا',
          nameEn: 'Mixed',
          description: 'خوشی بھی اور شکایت بھی۔',
          example: 'کھانا مزے کا تھا مگر دیر بہت ہوئی۔',
        },
      ],
    }),
  ],
  guidelines: `# لہجہ

لکھنے والے کا جذبہ دیکھیں، اپنا نہیں۔

- طنز میں لفظ اچھے ہوں تب بھی جواب **منفی** ہے۔
- خبر بُری ہو مگر لکھنے والے نے کچھ محسوس نہ کیا ہو تو **سادہ**۔
`,
}
