import type { ReactNode } from 'react'
import './facts.css'

export interface Fact {
  key: string
  name: ReactNode
  value: ReactNode
}

/** Names and values, one below the other or side by side. */
export function Facts({ facts, across = false }: { facts: readonly Fact[]; across?: boolean }) {
  return (
    <dl className={across ? 'facts facts-across' : 'facts'}>
      {facts.map((fact) => (
        <div key={fact.key} className="fact">
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
