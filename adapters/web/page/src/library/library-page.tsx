import type { Route } from '../shell/route.js';
import { GuideReader } from './guide-reader.js';
import { Shelf } from './shelf.js';

/** The guides as they are: all of them, or one to read. */
export const LibraryPage = ({ route }: { route: Route }) => {
  const [guide] = route.rest;
  return guide ? (
    <GuideReader id={guide} wanted={route.query.get('section') ?? undefined} />
  ) : (
    <Shelf query={route.query.get('q') ?? ''} />
  );
};
