import { Select } from 'antd'
import { useState, type UIEvent } from 'react'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { Ref } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { usePagedList } from '@/lists/useList.ts'
import { useSettled } from '@/ui/useSettled.ts'
import { nearEnd, peopleToChoose } from './people.ts'
import { dictionaryTexts } from './texts.ts'

/** The people who work on cases whose name or user name has `text` in it; all of them without one. */
function usePeople(text: string) {
  return usePagedList({
    key: keys.people.search(text),
    fetch: (page) => answer(api.GET('/api/v1/people', { params: { query: { ...page, ...(text ? { text } : {}) } } })),
  })
}

interface Properties {
  chosen: Ref | null
  onChoose: (person: Ref | null) => void
}

/** One person of the house: the server is asked while somebody types, and for more at the end of the list. */
export function PersonSelect({ chosen, onChoose }: Properties) {
  const t = useTexts(dictionaryTexts)
  const name = useNames()
  const [typed, setTyped] = useState('')
  const people = usePeople(useSettled(typed.trim()))
  const scrolled = ({ currentTarget }: UIEvent<HTMLElement>) => {
    if (people.more && !people.more.loading && nearEnd(currentTarget)) people.more.load()
  }
  return (
    <Select
      aria-label={t.person}
      autoFocus
      showSearch={{ filterOption: false, onSearch: setTyped }}
      style={{ width: '100%', margin: '12px 0' }}
      placeholder={t.findPerson}
      notFoundContent={t.nobodyFound}
      loading={people.isFetching}
      onPopupScroll={scrolled}
      labelInValue
      value={chosen ? { value: chosen.id, label: name(chosen) } : null}
      onChange={(choice: { value: string; label: string } | null) => onChoose(people.rows.find(({ id }) => id === choice?.value) ?? null)}
      options={peopleToChoose(people.rows).map((person) => ({ value: person.id, label: name(person) }))}
    />
  )
}
