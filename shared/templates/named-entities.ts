import { spans, TEXT_FIELD, type ProjectTemplate } from './project-template.ts'

export const namedEntities: ProjectTemplate = {
  id: 'named-entities',
  name: { ur: 'نام اور جگہیں', en: 'Named entities' },
  about: { ur: 'شخص، جگہ، ادارہ، تاریخ اور رقم', en: 'People, places, organisations, dates, amounts' },
  fields: [TEXT_FIELD],
  questions: [
    spans({
      id: 'entities',
      title: 'متن میں نام ڈھونڈیں',
      titleEn: 'Find the names',
      labels: [
        {
          id: 'person',
          name: 'شخص',
          nameEn: 'Person',
          description: 'آدمی یا عورت کا نام، لقب سمیت۔',
          example: 'ڈاکٹر سلمیٰ بٹ',
        },
        {
          id: 'place',
          name: 'جگہ',
          nameEn: 'Place',
          description: 'شہر، گاؤں، دریا، سڑک، ملک۔',
          example: 'دریائے چناب',
        },
        {
          id: 'organisation',
          name: 'ادارہ',
          nameEn: 'Organisation',
          description: 'دفتر، محکمہ، کمپنی، سکول یا جماعت کا پورا نام۔',
          example: 'سٹی سکول ملتان',
        },
        {
          id: 'title',
          name: 'عہدہ',
          nameEn: 'Title',
          description: 'کام یا منصب کا نام، شخص کے نام کے بغیر۔',
          example: 'چیئرمین',
        },
        { id: 'date', name: 'تاریخ', nameEn: 'Date', description: 'دن، مہینہ، سال یا وقت۔', example: 'تین جون' },
        {
          id: 'amount',
          name: 'رقم',
          nameEn: 'Amount',
          description: 'عدد اور اکائی ساتھ۔',
          example: 'ساڑھے تین کروڑ روپے',
        },
      ],
    }),
  ],
  guidelines: `# نشان کہاں سے کہاں تک

- پورا نام لیں: «سٹی سکول ملتان» ایک **ادارہ** ہے، اس کے اندر «ملتان» پر الگ **جگہ** بھی لگائیں۔
- «نے، کو، میں» نشان میں شامل نہ کریں۔
- «ڈاکٹر» نام کا حصہ ہو تو اسے **شخص** میں رکھیں۔
`,
}
