import { render } from 'preact';

import { App } from './app';
import { listen } from './state/live';

const root = document.getElementById('page');
if (root) render(<App />, root);
listen();
