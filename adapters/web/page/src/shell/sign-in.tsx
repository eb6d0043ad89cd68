import { useEffect, useRef, useState } from 'preact/hooks';
import { RequestError, signIn, tokenNeeded, unreachable } from '../api/client.js';

const Form = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
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
    <dialog ref={dialog} class="sign-in" aria-labelledby="sign-in-heading" onCancel={event => event.preventDefault()}>
      <form onSubmit={event => void submit(event)}>
        <h2 id="sign-in-heading">This NextRung asks for an access token</h2>
        <p>Whoever runs it can tell you the token.</p>
        {/* Password managers file a token under a name. */}
        <input type="text" name="username" autocomplete="username" value="NextRung" readOnly hidden />
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

/** Asks for the access token when the server wants one. */
export const SignIn = () => {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const ask = (): void => setWanted(true);
    addEventListener(tokenNeeded, ask);
    return () => removeEventListener(tokenNeeded, ask);
  }, []);
  return wanted ? <Form /> : null;
};
