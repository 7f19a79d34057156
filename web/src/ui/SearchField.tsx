import { SearchOutlined } from '@ant-design/icons'
import { useEffect, useEffectEvent, useState, type Ref } from 'react'
import './choice.css'

interface Properties {
  text: string | undefined
  placeholder: string
  onSearch: (text: string | undefined) => void
  ref?: Ref<HTMLInputElement>
}

const PAUSE = 350

/** Searches when the person pauses in typing. */
export function SearchField({ text = '', placeholder, onSearch, ref }: Properties) {
  const [typed, setTyped] = useState(text)
  const [asked, setAsked] = useState(text)
  const [seen, setSeen] = useState(text)
  if (seen !== text) {
    setSeen(text)
    // Not what was asked here: the filters were cleared, or the address changed. Never while an own question echoes back.
    if (text !== asked) setTyped(text)
  }
  const search = useEffectEvent((words: string) => {
    setAsked(words)
    onSearch(words || undefined)
  })
  useEffect(() => {
    if (typed.trim() === text) return undefined
    const timer = setTimeout(() => search(typed.trim()), PAUSE)
    return () => clearTimeout(timer)
  }, [typed, text])
  return (
    <span className="search-field">
      <SearchOutlined aria-hidden />
      <input
        ref={ref}
        type="search"
        placeholder={placeholder}
        aria-label={placeholder}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </span>
  )
}
