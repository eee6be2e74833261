import { choice, TEXT_FIELD, type ProjectTemplate } from './project-template.ts'

export const topic: ProjectTemplate = {
  id: 'topic',
  name: { ur: 'موضوع', en: 'Topic' },
  about: { ur: 'متن کس بارے میں ہے، درجہ بہ درجہ', en: 'What a text is about, in levels' },
  fields: [TEXT_FIELD],
  questions: [
    choice(
      {
        id: 'topic',
        title: 'کس بارے میں ہے؟',
        titleEn: 'What is it about?',
        labels: [
          {
            id: 'society',
            name: 'معاشرہ',
            nameEn: 'Society',
            description: 'لوگ، قانون، تعلیم۔',
            inside: [
              { id: 'education', name: 'تعلیم', nameEn: 'Education', example: 'سکول میں داخلے کل سے شروع ہوں گے۔' },
              {
                id: 'law',
                name: 'قانون اور جرم',
                nameEn: 'Law and crime',
                example: 'عدالت نے فیصلہ اگلے ہفتے تک روک لیا۔',
              },
            ],
          },
          {
            id: 'economy',
            name: 'معیشت',
            nameEn: 'Economy',
            description: 'پیسہ، کاروبار، قیمتیں۔',
            inside: [
              { id: 'prices', name: 'قیمتیں', nameEn: 'Prices', example: 'آٹا دس روپے مہنگا ہو گیا۔' },
              { id: 'work', name: 'روزگار', nameEn: 'Work', example: 'نئی فیکٹری میں دو سو لوگ رکھے جائیں گے۔' },
            ],
          },
          { id: 'sport', name: 'کھیل', nameEn: 'Sport', example: 'ٹیم آخری گیند پر جیت گئی۔' },
          { id: 'health', name: 'صحت', nameEn: 'Health', example: 'گاؤں میں ٹیکے لگانے کی مہم شروع ہوئی۔' },
          { id: 'weather', name: 'موسم', nameEn: 'Weather', example: 'شام تک بارش کا امکان ہے۔' },
          { id: 'other', name: 'کچھ اور', nameEn: 'Something else' },
        ],
      },
      true,
    ),
  ],
  guidelines: `# موضوع

جتنا نیچے کا درجہ ٹھیک بیٹھے، وہی چُنیں۔ «تعلیم» ہو تو «معاشرہ» الگ سے نہ چُنیں۔

ایک متن کے دو موضوع ہوں تو دونوں چُنیں۔
`,
}
