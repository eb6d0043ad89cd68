import pc from 'picocolors';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How text is set on one stream. */
export type Look = {
  /** Columns that a line may take. */
  readonly width: number;
  /** Bold, dim and the like; each gives its text back unchanged where colour is off. */
  readonly colours: ReturnType<typeof pc.createColors>;
};

const narrowest = 40;
/** Longer lines are hard to read, however wide the window. */
const widest = 100;
const widthInPipe = 80;

/** Plain text for pipes, for dumb terminals and where NO_COLOR asks for it (no-color.org). A pipe takes its width from COLUMNS. */
export const lookOf = (stream: NodeJS.WriteStream, env: Environment): Look => {
  const columns = (stream.isTTY ? stream.columns : undefined) || Number.parseInt(env.COLUMNS ?? '', 10) || widthInPipe;
  const colourful = Boolean(stream.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
  return { width: Math.min(widest, Math.max(narrowest, columns)), colours: pc.createColors(colourful) };
};
