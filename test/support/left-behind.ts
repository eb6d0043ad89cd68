import { existsSync, readdirSync, readFileSync } from 'node:fs';

type Running = { readonly pid: number; readonly parent: number; readonly group: number; readonly command: string };

/** Every process of this machine, where the system tells. */
const processes = (): Running[] =>
  (existsSync('/proc/self/stat') ? readdirSync('/proc') : []).flatMap(name => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      const [state, parent, group] = fields;
      if (state === 'Z') return [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [{ pid: Number(name), parent: Number(parent), group: Number(group), command }];
    } catch {
      // It ended while it was looked at.
      return [];
    }
  });

/**
 * Processes that the tests of a run started and did not end, and what stands in their temporary folder. Processes are known by naming the
 * run's folder, or as orphans of this one's group; a port is held by a process, so that none is left where no process is.
 */
export const leftBehind = (run: string, temporary: string): string[] => {
  const all = processes();
  const group = all.find(({ pid }) => pid === process.pid)?.group;
  const above = new Set<number>();
  for (let pid = process.pid; pid > 1 && !above.has(pid); pid = all.find(one => one.pid === pid)?.parent ?? 1) above.add(pid);
  const others = all.filter(({ pid }) => !above.has(pid));
  const orphans = others.filter(one => one.group === group && one.parent === 1);
  const named = others.filter(one => one.command.includes(run));
  return [
    ...new Set([...orphans, ...named].map(({ pid, command }) => `process ${pid}: ${command.slice(0, 150)}`)),
    // Node's and other programs' own caches are not the tests'.
    ...readdirSync(temporary)
      .filter(name => /^(nextrung|playwright)/.test(name))
      .map(name => `folder ${name}`),
  ];
};
