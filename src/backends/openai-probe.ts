import { z } from 'zod';
import type { NextRungError } from '../domain/errors.js';
import { troubleOf } from './openai-errors.js';

const defaultBaseUrl = 'https://api.openai.com/v1';
const probeTimeoutMs = 5_000;
const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

export type ProbeOptions = {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly model: string;
  readonly signal?: AbortSignal;
};

export type Probe =
  | { readonly state: 'ready' /** False when the server lists its models and this is none of them. */; readonly listed: boolean }
  | { readonly state: 'trouble'; readonly trouble: NextRungError };

/** Asks a server for its models, which costs nothing: so a refused key is known before the first question. A server that keeps no list is ready. */
export const probeModels = async ({ apiKey, baseUrl, model, signal }: ProbeOptions): Promise<Probe> => {
  const timeout = AbortSignal.timeout(probeTimeoutMs);
  try {
    const response = await fetch(`${(baseUrl ?? defaultBaseUrl).replace(/\/+$/, '')}/models`, {
      headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await response.text();
    if (response.status === 404 || response.status === 405) return { state: 'ready', listed: true };
    if (!response.ok) throw Object.assign(new Error(`status ${response.status}`), { status: response.status });
    const list = listSchema.safeParse(parsed(text)).data;
    return {
      state: 'ready',
      listed: list?.data.some(one => one.id === model || one.id.replace(/^models\//, '') === model) ?? true,
    };
  } catch (error) {
    return { state: 'trouble', trouble: troubleOf(error, model, signal) };
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
