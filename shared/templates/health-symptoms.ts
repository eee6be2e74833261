import { choice, spans, TEXT_FIELD, type ProjectTemplate } from './project-template.ts'

export const healthSymptoms: ProjectTemplate = {
  id: 'health-symptoms',
  name: { ur: 'مریض کی علامات', en: 'Healthcare symptoms' },
  about: { ur: 'علامت، دوا، مدت اور کتنی جلدی ہے', en: 'Symptoms, medicines, durations, urgency' },
  fields: [TEXT_FIELD],
  questions: [
    spans({
      id: 'findings',
      title: 'متن میں ڈھونڈیں',
      titleEn: 'Find in the text',
      labels: [
        {
          id: 'symptom',
          name: 'علامت',
          nameEn: 'Symptom',
          description: 'تکلیف جو مریض نے بتائی۔',
          example: 'سانس پھولتا ہے',
        },
        { id: 'body', name: 'جسم کا حصہ', nameEn: 'Body part', example: 'بائیں گھٹنے' },
        {
          id: 'medicine',
          name: 'دوا',
          nameEn: 'Medicine',
          description: 'نام اور مقدار ساتھ۔',
          example: 'دن میں دو گولیاں',
        },
        { id: 'duration', name: 'مدت', nameEn: 'Duration', description: 'کب سے یا کتنے دن سے۔', example: 'تین دن سے' },
        { id: 'disease', name: 'بیماری', nameEn: 'Disease', example: 'شوگر' },
      ],
    }),
    choice({
      id: 'urgency',
      firstColour: 6,
      title: 'کتنی جلدی ہے؟',
      titleEn: 'How urgent?',
      labels: [
        { id: 'now', name: 'ابھی', nameEn: 'Now', description: 'جان کو خطرہ ہو سکتا ہے۔' },
        { id: 'soon', name: 'ایک دو دن میں', nameEn: 'Within days' },
        { id: 'routine', name: 'معمول', nameEn: 'Routine' },
      ],
    }),
  ],
  guidelines: `# نشان

جو مریض نے کہا، وہی نشان کریں۔ «بخار نہیں ہے» میں «بخار» پر نشان نہ لگائیں۔

# یہ علاج نہیں

یہ جواب کمپیوٹر کو سکھانے کے لیے ہیں۔ کسی مریض کو مشورہ دینے کے لیے نہیں۔
`,
}
