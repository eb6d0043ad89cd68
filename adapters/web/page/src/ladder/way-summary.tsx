import type { ComponentChildren } from 'preact';
import type { FigureView, MoveView, PackView, PathView } from '../../../contract.js';
import { RichText } from '../parts/rich-text.js';
import { SourceTag } from '../parts/source-tag.js';
import { linkTo } from '../shell/route.js';
import { credentialName, titleOf } from './career.js';

/** Something that the way asks for, with the moves that say so. */
type Need = { readonly text: string; readonly moves: readonly MoveView[] };

const movesOf = (path: PathView): readonly MoveView[] => path.steps.flatMap(step => step.tellings);

/** Needs in the order of the way, each once. */
const gathered = (moves: readonly MoveView[], needs: (move: MoveView) => readonly string[]): readonly Need[] => {
  const texts = [...new Set(moves.flatMap(needs))];
  return texts.map(text => ({ text, moves: moves.filter(move => needs(move).includes(text)) }));
};

const Tags = ({ moves, pack }: { moves: readonly MoveView[]; pack: PackView }) => (
  <>
    {[...new Map(moves.map(move => [move.guide, move])).values()].map(move => (
      <span key={move.guide}>
        {' '}
        <SourceTag cited={move} guides={pack.guides} />
      </span>
    ))}
  </>
);

const Part = ({ name, none, children }: { name: string; none: string | undefined; children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{none ?? <ul class="said">{children}</ul>}</dd>
  </div>
);

const Figures = ({ figures, pack }: { figures: readonly FigureView[]; pack: PackView }) => (
  <>
    {figures.map(figure => (
      <li key={figure.id}>
        <RichText text={figure.says} /> <SourceTag cited={figure} guides={pack.guides} />
      </li>
    ))}
  </>
);

const Time = ({ path, pack }: { path: PathView; pack: PackView }) => {
  const timed = path.steps.flatMap(step =>
    gathered(step.tellings, move => (move.years ? [move.years] : [])).map(need => ({ ...need, to: step.to })),
  );
  const none = timed.length + path.years.length === 0;
  return (
    <Part name="Time" none={none ? 'The guides give no years for this way.' : undefined}>
      {timed.map(({ to, text, moves }) => (
        <li key={`${to}${text}`}>
          {titleOf(pack, to)}: {text}
          <Tags moves={moves} pack={pack} />
        </li>
      ))}
      {path.years.map(years => (
        <li key={years.passage}>
          {titleOf(pack, path.to)}: {years.text} of experience <SourceTag cited={years} guides={pack.guides} />
        </li>
      ))}
    </Part>
  );
};

const Cost = ({ path, pack }: { path: PathView; pack: PackView }) => {
  const { training, nearest } = path;
  return (
    <Part
      name="Cost"
      none={training.length + nearest.length === 0 ? 'The guides give no cost for what this way asks.' : undefined}
    >
      <Figures figures={training} pack={pack} />
      {nearest.length > 0 && (
        <li>The guides give no cost for the schooling that this way asks for. The nearest that they give:</li>
      )}
      <Figures figures={nearest} pack={pack} />
    </Part>
  );
};

/** What the way asks for, before its steps: time, cost, credentials and schooling, each with who says so. */
export const WaySummary = ({ path, pack }: { path: PathView; pack: PackView }) => {
  const moves = movesOf(path);
  const credentials = gathered(moves, move => move.credentials);
  const schooling = gathered(moves, move => (move.education ? [move.education] : []));
  return (
    <dl class="gaps">
      <Time path={path} pack={pack} />
      <Cost path={path} pack={pack} />
      <Part name="Credentials" none={credentials.length === 0 ? 'The guides name none for these steps.' : undefined}>
        {credentials.map(({ text: id, moves: asking }) => (
          <li key={id}>
            <a class="chip" href={linkTo('ask', '', { q: `What is the ${credentialName(pack, id)} for?` })}>
              {credentialName(pack, id)}
            </a>
            <Tags moves={asking} pack={pack} />
          </li>
        ))}
      </Part>
      <Part name="Schooling" none={schooling.length === 0 ? 'The guides ask for none on these steps.' : undefined}>
        {schooling.map(({ text, moves: asking }) => (
          <li key={text}>
            {text}
            <Tags moves={asking} pack={pack} />
          </li>
        ))}
      </Part>
    </dl>
  );
};
