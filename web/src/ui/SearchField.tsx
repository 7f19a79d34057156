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
  if (asked !== text) {
    // the filters were cleared elsewhere, or the address changed
    setAsked(text)
    if (typed.trim() !== text) setTyped(text)
  }
  const search = useEffectEvent(onSearch)
  useEffect(() => {
    if (typed.trim() === text) return undefined
    const timer = setTimeout(() => search(typed.trim() || undefined), PAUSE)
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
