import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '@/app/App.tsx'
import './app/styles/base.css'

const root = document.getElementById('root')
if (!root) throw new Error('Expected the page to have a root element, but it has none.')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
