/** A value that is made when it is first asked for, and kept: most sentences of the guides' own need little of a source. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
