/** The first second of 2015, from which Discord counts: discord.com/developers/docs/reference#snowflakes */
const epochMs = 1_420_070_400_000n;
let counter = 0n;

/** An id as Discord makes them: its upper bits are the time. */
export const snowflake = (at: number = Date.now()): string => {
  counter = (counter + 1n) & 0x3fffffn;
  return (((BigInt(at) - epochMs) << 22n) | counter).toString();
};
