import { change } from '../api.js';
import { Failure, html, useEffect, usePage, useRef, useState } from '../ui.js';

/** The token goes out once and is kept nowhere: what stays is a cookie that scripts cannot read. */
export function Login({ why, failure, onLogin }) {
  usePage('Log in');
  const [refused, setRefused] = useState(null);
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async event => {
    event.preventDefault();
    const token = field.current.value;
    setBusy(true);
    setRefused(null);
    try {
      const session = await change('POST', '/session', { token });
      onLogin(session);
    } catch (problem) {
      setRefused(problem);
      setBusy(false);
      field.current.select();
    }
  };
  return html`
    <main class="login">
      <h1>VMC</h1>
      ${why && html`<p role="status">${why}</p>`}
      ${failure && html`<${Failure} failure=${failure} />`}
      <form onSubmit=${submit}>
        <div class="field">
          <label for="token">API token</label>
          <input id="token" name="token" type="password" required autocomplete="off" spellcheck=${false} ref=${field}
            aria-describedby="token-hint" aria-invalid=${refused ? 'true' : undefined} />
          <small id="token-hint"><code>./vmc token</code> prints the administrator's; administrators make others.</small>
        </div>
        ${refused && html`<p class="wrong" role="alert">${refused.message}${refused.status === 0 ? ` ${refused.advice}` : ''}</p>`}
        <button type="submit" class="primary" disabled=${busy}>Log in</button>
      </form>
    </main>`;
}
