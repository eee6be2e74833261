import { choice, TEXT_FIELD, type ProjectTemplate } from './project-template.ts'

/** The 17 tags of Universal Dependencies. Their ids and English names are the tags, as files write them. */
export const partOfSpeech: ProjectTemplate = {
  id: 'part-of-speech',
  name: { ur: 'لفظ کی قسم', en: 'Part of speech' },
  about: { ur: 'اسم، فعل، صفت: ہر لفظ پر ایک جواب', en: 'Noun, verb, adjective: one answer for each word' },
  fields: [TEXT_FIELD],
  questions: [
    choice({
      id: 'upos',
      title: 'یہ لفظ کس قسم کا ہے؟',
      titleEn: 'Which part of speech is it?',
      labels: [
        {
          id: 'NOUN',
          name: 'اسم',
          nameEn: 'NOUN',
          description: 'چیز، شخص، جگہ یا خیال کا عام نام۔',
          example: 'دریا',
        },
        {
          id: 'PROPN',
          name: 'اسمِ خاص',
          nameEn: 'PROPN',
          description: 'ایک ہی شخص، جگہ یا ادارے کا نام۔',
          example: 'چناب',
        },
        { id: 'VERB', name: 'فعل', nameEn: 'VERB', description: 'کام یا حالت بتانے والا اصل فعل۔', example: 'پڑھا' },
        {
          id: 'AUX',
          name: 'امدادی فعل',
          nameEn: 'AUX',
          description: 'فعل کا زمانہ یا صورت بتانے والا لفظ، «ہے» اور «تھا» بھی۔',
          example: 'رہی، ہے',
        },
        { id: 'ADJ', name: 'صفت', nameEn: 'ADJ', description: 'اسم کی خوبی یا حالت۔', example: 'ٹھنڈا' },
        {
          id: 'ADV',
          name: 'متعلق فعل',
          nameEn: 'ADV',
          description: 'کام کیسے، کب یا کہاں ہوا۔',
          example: 'آہستہ',
        },
        { id: 'PRON', name: 'ضمیر', nameEn: 'PRON', description: 'اسم کی جگہ آنے والا لفظ۔', example: 'ہم' },
        {
          id: 'DET',
          name: 'تعیین کا لفظ',
          nameEn: 'DET',
          description: 'اسم سے پہلے: کون سا، کتنا یا کس کا۔',
          example: 'یہ کتاب، ہر گھر',
        },
        { id: 'NUM', name: 'عدد', nameEn: 'NUM', description: 'گنتی، لفظ میں یا ہندسے میں۔', example: 'بارہ' },
        {
          id: 'ADP',
          name: 'حرفِ جار',
          nameEn: 'ADP',
          description: 'اسم کے بعد آ کر رشتہ بتانے والا حرف۔',
          example: 'میں، سے، کا',
        },
        {
          id: 'CCONJ',
          name: 'حرفِ عطف',
          nameEn: 'CCONJ',
          description: 'برابر کے دو حصوں کو جوڑنے والا حرف۔',
          example: 'اور، یا',
        },
        {
          id: 'SCONJ',
          name: 'حرفِ ربط',
          nameEn: 'SCONJ',
          description: 'ایک جملے کو دوسرے کے تابع کرنے والا حرف۔',
          example: 'کہ، اگر',
        },
        {
          id: 'PART',
          name: 'حرفِ تاکید',
          nameEn: 'PART',
          description: 'تاکید، نفی یا سوال کا چھوٹا حرف، جو اور کسی قسم کا نہیں۔',
          example: 'ہی، نہ',
        },
        { id: 'INTJ', name: 'فجائیہ', nameEn: 'INTJ', description: 'خوشی، دکھ یا پکار کا لفظ۔', example: 'واہ' },
        {
          id: 'PUNCT',
          name: 'وقف کی علامت',
          nameEn: 'PUNCT',
          description: 'فل سٹاپ، کاما، واوین۔',
          example: '۔',
        },
        { id: 'SYM', name: 'علامت', nameEn: 'SYM', description: 'وقف کی نہیں: رقم، حساب، فیصد۔', example: '٪' },
        { id: 'X', name: 'کچھ اور', nameEn: 'X', description: 'جس کی کوئی قسم طے نہ ہو سکے۔', example: '' },
      ],
    }),
  ],
  guidelines: `# لفظ کی قسم

ایک وقت میں ایک لفظ سامنے آتا ہے، اس کا جملہ اوپر لکھا ہوتا ہے۔

- لفظ کا کام اس کے اپنے جملے میں دیکھیں: «اچھا لڑکا» میں «اچھا» **صفت** ہے، «اچھا گایا» میں **متعلق فعل**۔
- «نے، کو، میں، سے» ہمیشہ **حرفِ جار**۔
- نام کئی لفظوں کا ہو تو اس کا ہر لفظ **اسمِ خاص**۔
`,
}
