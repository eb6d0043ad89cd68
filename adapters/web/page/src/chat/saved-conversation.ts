import type { Turn } from './turn.js';

/** The number goes up when turns change their shape: what an older page has kept is then left alone. */
const storageKey = 'nextrung-conversation-1';
const mostTurns = 30;

export type SavedConversation = { readonly conversation: string | undefined; readonly turns: readonly Turn[] };

const none: SavedConversation = { conversation: undefined, turns: [] };

/** The conversation as this tab left it, when the page was loaded anew. */
export const readSavedConversation = (): SavedConversation => {
  try {
    return (JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as SavedConversation | null) ?? none;
  } catch {
    return none;
  }
};

/** Keeps what was answered, for as long as the tab is open. What was declined, or not answered yet, may be patient data and is not kept. */
export const saveConversation = ({ conversation, turns }: SavedConversation): void => {
  const kept = turns.filter(turn => turn.state === 'done' && turn.question).slice(-mostTurns);
  try {
    if (kept.length === 0) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, JSON.stringify({ conversation, turns: kept }));
  } catch {
    // Storage is closed to this page, or full: the conversation lasts as long as the page.
  }
};
