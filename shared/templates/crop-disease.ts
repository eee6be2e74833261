import { choice, spans, TEXT_FIELD, type ProjectTemplate } from './project-template.ts'

export const cropDisease: ProjectTemplate = {
  id: 'crop-disease',
  name: { ur: 'فصل کی بیماری', en: 'Crop disease reports' },
  about: { ur: 'کون سی فصل، کیا ہوا، کتنا نقصان', en: 'Which crop, what happened, how much damage' },
  fields: [TEXT_FIELD],
  questions: [
    choice({
      id: 'crop',
      title: 'کون سی فصل؟',
      titleEn: 'Which crop?',
      labels: [
        { id: 'wheat', name: 'گندم', nameEn: 'Wheat' },
        { id: 'cotton', name: 'کپاس', nameEn: 'Cotton' },
        { id: 'rice', name: 'چاول', nameEn: 'Rice' },
        { id: 'sugarcane', name: 'گنا', nameEn: 'Sugarcane' },
        { id: 'mango', name: 'آم', nameEn: 'Mango' },
        { id: 'other-crop', name: 'کوئی اور', nameEn: 'Another' },
      ],
    }),
    spans({
      id: 'signs',
      firstColour: 7,
      title: 'متن میں ڈھونڈیں',
      titleEn: 'Find in the text',
      labels: [
        { id: 'sign', name: 'نظر آنے والی علامت', nameEn: 'Visible sign', example: 'پتے پیلے ہو رہے ہیں' },
        { id: 'pest', name: 'کیڑا', nameEn: 'Pest', example: 'سفید مکھی' },
        { id: 'treatment', name: 'سپرے یا کھاد', nameEn: 'Treatment', example: 'نیم کا پانی' },
        { id: 'area', name: 'رقبہ', nameEn: 'Area', example: 'چار ایکڑ' },
      ],
    }),
  ],
  guidelines: `# فصل

متن میں فصل کا نام نہ ہو تو «یقین نہیں» دبائیں، اندازہ نہ لگائیں۔

# نشان

کسان کے اپنے لفظ نشان کریں، چاہے کتابی نام معلوم ہو۔
`,
}
