import { choice, spans, TEXT_FIELD, type ProjectTemplate } from './project-template.ts'

export const bankComplaints: ProjectTemplate = {
  id: 'bank-complaints',
  name: { ur: 'بینک کی شکایات', en: 'Bank complaints' },
  about: { ur: 'شکایت کس بات کی ہے، درجہ بہ درجہ', en: 'What a complaint is about, in levels' },
  fields: [{ ...TEXT_FIELD, name: 'شکایت' }],
  questions: [
    choice({
      id: 'subject',
      title: 'شکایت کس بات کی ہے؟',
      titleEn: 'What is the complaint about?',
      labels: [
        {
          id: 'card',
          name: 'کارڈ',
          nameEn: 'Card',
          inside: [
            {
              id: 'card-stuck',
              name: 'مشین میں پھنس گیا',
              nameEn: 'Kept by the machine',
              example: 'میرا کارڈ مشین سے واپس نہیں نکلا۔',
            },
            { id: 'card-blocked', name: 'بند ہو گیا', nameEn: 'Blocked', example: 'دکان پر کارڈ نے کام نہیں کیا۔' },
          ],
        },
        {
          id: 'online',
          name: 'آن لائن',
          nameEn: 'Online',
          description: 'ایپ یا ویب سائٹ۔',
          example: 'ایپ کھلتے ہی بند ہو جاتی ہے۔',
        },
        {
          id: 'branch',
          name: 'برانچ',
          nameEn: 'Branch',
          description: 'عملہ، قطار، وقت۔',
          example: 'دو گھنٹے بعد کہا گیا کل آئیں۔',
        },
        { id: 'loan', name: 'قرض', nameEn: 'Loan', example: 'قسط دو بار کاٹ لی گئی۔' },
        { id: 'charges', name: 'کٹوتی', nameEn: 'Charges', example: 'بغیر بتائے پانچ سو روپے کٹ گئے۔' },
      ],
    }),
    spans({
      id: 'details',
      firstColour: 8,
      title: 'تفصیل',
      titleEn: 'Details',
      labels: [
        { id: 'amount', name: 'رقم', nameEn: 'Amount', example: 'پانچ ہزار روپے' },
        { id: 'when', name: 'کب', nameEn: 'When', example: 'منگل کی شام' },
      ],
    }),
  ],
  guidelines: `# شکایت

اصل شکایت ایک ہی چُنیں: جس کا حل مانگا گیا ہے۔

نام، فون نمبر اور اکاؤنٹ نمبر پر نشان نہ لگائیں۔
`,
}
