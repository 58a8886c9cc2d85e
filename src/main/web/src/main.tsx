import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import './shared/ui/look.css';
import './shared/ui/parts.css';
import './flows/flows.css';
import './flows/picture.css';
import './staff/staff.css';
import './rights/rights.css';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
