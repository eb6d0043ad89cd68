import fc from 'fast-check';

/**
 * How many values a property is held against in `npm test`: enough to see it break when somebody breaks it. `npm run test:long` takes as
 * many as the test asks for, 100 where it asks for none; PROPERTY_RUNS is a factor of either.
 */
const everydayRuns = 25;
const factor = Number(process.env.PROPERTY_RUNS ?? 1);
/** Whether this is `npm run test:long`. */
export const isLong = Boolean(process.env.TEST_LONG);

/** The asked number of values, or the smaller one of every day. */
export const runsOf = (asked = 100, everyday = everydayRuns): number => (isLong ? asked : Math.min(asked, everyday)) * factor;

/** All of a list in `npm run test:long`, one in so many of every day. */
export const someOf = <T>(all: readonly T[], every: number): T[] => all.filter((_, at) => isLong || at % every === 0);

type Options = { readonly numRuns?: number; readonly everyday?: number };
type Arbitraries<Values extends [unknown, ...unknown[]]> = { [K in keyof Values]: fc.Arbitrary<Values[K]> };

/** Holds a check against many generated values; what it returns is not looked at, so that an `expect` may be its whole body. */
export const forAll = <Values extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Values>,
  check: (...values: Values) => unknown,
  { numRuns, everyday }: Options = {},
): void => {
  const property = fc.property(fc.tuple(...arbitraries) as fc.Arbitrary<Values>, values => {
    check(...values);
  });
  fc.assert(property, { numRuns: runsOf(numRuns, everyday) });
};

/** As `forAll`, for a check that takes time. */
export const forAllAsync = async <Values extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Values>,
  check: (...values: Values) => Promise<unknown>,
  { numRuns, everyday }: Options = {},
): Promise<void> => {
  const property = fc.asyncProperty(fc.tuple(...arbitraries) as fc.Arbitrary<Values>, async values => {
    await check(...values);
  });
  await fc.assert(property, { numRuns: runsOf(numRuns, everyday) });
};
