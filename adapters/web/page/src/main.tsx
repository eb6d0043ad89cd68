import { render } from 'preact';
import { App } from './app.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/controls.css';
import './styles/answer.css';
import './styles/chart.css';
import './styles/ask.css';
import './styles/compare.css';
import './styles/ladder.css';
import './styles/library.css';
import './styles/pay.css';
import './styles/source-panel.css';

const root = document.getElementById('app');
if (root) {
  root.replaceChildren();
  render(<App />, root);
}
