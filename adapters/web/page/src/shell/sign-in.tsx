import { useEffect, useRef, useState } from 'preact/hooks';
import { RequestError, signIn, tokenNeeded, unreachable } from '../api/client.js';

/** Asks for the access token when the server wants one. */
export const SignIn = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const ask = (): void => {
      if (!dialog.current?.open) dialog.current?.showModal();
    };
    addEventListener(tokenNeeded, ask);
    return () => removeEventListener(tokenNeeded, ask);
  }, []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      await signIn(token.trim());
      location.reload();
    } catch (error) {
      setProblem(error instanceof RequestError ? error.message : unreachable);
    }
  };
  return (
    <dialog ref={dialog} class="sign-in" aria-labelledby="sign-in-heading">
      <form onSubmit={event => void submit(event)}>
        <h2 id="sign-in-heading">This NextRung asks for an access token</h2>
        <p>Whoever runs it can tell you the token. It stays in this browser.</p>
        <label class="field">
          <span>Access token</span>
          <input
            type="password"
            autocomplete="current-password"
            required
            value={token}
            onInput={event => setToken(event.currentTarget.value)}
            aria-describedby="sign-in-problem"
          />
        </label>
        <p id="sign-in-problem" class="problem" role="alert">
          {problem}
        </p>
        <button type="submit" class="solid">
          Open
        </button>
      </form>
    </dialog>
  );
};
