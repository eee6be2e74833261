import { choice, spans, TEXT_FIELD, type ProjectTemplate } from './project-template.ts'

export const productReviews: ProjectTemplate = {
  id: 'product-reviews',
  name: { ur: 'چیزوں پر رائے', en: 'Product reviews' },
  about: { ur: 'رائے کیسی ہے اور کس بات پر ہے', en: 'What a review says and about what' },
  fields: [TEXT_FIELD],
  questions: [
    choice({
      id: 'opinion',
      title: 'رائے کیسی ہے؟',
      titleEn: 'What is the opinion?',
      labels: [
        {
          id: 'good',
          name: 'اچھی',
          nameEn: 'Good',
          description: 'لکھنے والا چیز یا خدمت سے خوش ہے۔',
          example: 'کپڑا نرم ہے اور رنگ پکا نکلا۔',
        },
        {
          id: 'bad',
          name: 'بُری',
          nameEn: 'Bad',
          description: 'لکھنے والا شکایت کر رہا ہے۔',
          example: 'دو دن میں بٹن ٹوٹ گیا۔',
        },
        {
          id: 'mixed',
          name: 'ملی جلی',
          nameEn: 'Mixed',
          description: 'ایک بات اچھی ہے، دوسری بُری۔',
          example: 'آواز صاف ہے مگر بیٹری کم چلتی ہے۔',
        },
      ],
    }),
    spans({
      id: 'parts',
      firstColour: 4,
      title: 'کس بات پر ہے؟',
      titleEn: 'About what?',
      labels: [
        { id: 'thing', name: 'چیز', nameEn: 'Thing', description: 'جس چیز کی بات ہو رہی ہے۔', example: 'چارجر' },
        { id: 'merit', name: 'خوبی', nameEn: 'Merit', description: 'جو بات پسند آئی۔', example: 'کپڑا نرم ہے' },
        { id: 'fault', name: 'خامی', nameEn: 'Fault', description: 'جو بات پسند نہیں آئی۔', example: 'بٹن ٹوٹ گیا' },
      ],
    }),
  ],
  guidelines: `# رائے کیسی ہے؟

پورا متن پڑھ کر جواب دیں۔ صرف ایک لفظ دیکھ کر فیصلہ نہ کریں۔

- **اچھی**: لکھنے والا خوش ہے۔
- **بُری**: لکھنے والا ناخوش ہے یا شکایت کر رہا ہے۔
- **ملی جلی**: تعریف بھی ہے اور شکایت بھی۔

طنز ہو تو مطلب دیکھیں، لفظ نہیں: «کیا خوب چیز ہے، ایک دن بھی نہ چلی» بُری رائے ہے۔

# کس بات پر ہے؟

چیز کا نام، خوبی اور خامی پر نشان لگائیں۔ نشان چھوٹا رکھیں: فالتو لفظ شامل نہ کریں۔
`,
}
