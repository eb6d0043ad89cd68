/** A text that may hold `**strong**`, and nothing else of Markdown. */
export const RichText = ({ text }: { text: string }) => (
  <>{text.split('**').map((piece, at) => (at % 2 === 1 ? <strong key={piece}>{piece}</strong> : piece))}</>
);
