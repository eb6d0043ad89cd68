/** That only English is read here, said in the language that somebody wrote in, by ISO 639-1. */
const sentences: Readonly<Record<string, string>> = {
  ar: 'عذرًا، أقرأ الإنجليزية فقط. اسألني بالإنجليزية وسأبحث في الأدلة.',
  de: 'Ich lese hier leider nur Englisch. Frag mich auf Englisch, dann sehe ich in den Leitfäden nach.',
  es: 'Lo siento, aquí solo leo inglés. Pregúntame en inglés y lo busco en las guías.',
  fr: 'Désolé, je ne lis que l’anglais ici. Pose-moi ta question en anglais et je regarderai dans les guides.',
  hi: 'माफ़ कीजिए, मैं यहाँ केवल अंग्रेज़ी पढ़ता हूँ। अंग्रेज़ी में पूछिए, मैं गाइडों में देखूँगा।',
  it: 'Mi dispiace, qui leggo solo l’inglese. Scrivimi in inglese e cerco nelle guide.',
  ja: 'すみません、ここでは英語しか読めません。英語で聞いていただければ、ガイドを調べます。',
  ko: '죄송하지만 여기서는 영어만 읽을 수 있습니다. 영어로 물어보시면 가이드에서 찾아볼게요.',
  nl: 'Sorry, ik lees hier alleen Engels. Vraag het in het Engels, dan kijk ik in de gidsen.',
  pl: 'Przepraszam, czytam tu tylko po angielsku. Zapytaj po angielsku, a sprawdzę w przewodnikach.',
  pt: 'Desculpe, aqui só leio inglês. Pergunte em inglês e eu procuro nos guias.',
  ru: 'Извините, здесь я читаю только по-английски. Спросите по-английски, и я посмотрю в руководствах.',
  tl: 'Pasensya na, Ingles lang ang nababasa ko rito. Magtanong sa Ingles at hahanapin ko sa mga gabay.',
  uk: 'Вибачте, тут я читаю лише англійською. Запитайте англійською, і я подивлюся в посібниках.',
  vi: 'Xin lỗi, ở đây tôi chỉ đọc được tiếng Anh. Hãy hỏi bằng tiếng Anh và tôi sẽ tìm trong các hướng dẫn.',
  zh: '抱歉，我在这里只读英文。请用英文提问，我会在指南里查找。',
};

export const onlyEnglish = (language: string): string =>
  sentences[language] ?? 'I’m sorry, I only read English here. Ask me in English and I’ll look in the guides.';
