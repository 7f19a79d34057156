import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Switch } from 'antd'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import { useTexts } from '@/i18n/context.ts'
import { useMay, useSignedIn } from '@/session/useSession.ts'
import { Panel } from '@/ui/Panel.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { organisationTexts } from './texts.ts'

/** Whether a version is published only when a second person has approved it. */
export function Publishing() {
  const t = useTexts(organisationTexts)
  const may = useMay()
  const client = useQueryClient()
  const { organisation } = useSignedIn()
  const change = useMutation({
    mutationFn: (second_person: boolean) => answer(api.PATCH('/api/v1/organisation', { body: { second_person } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.session }),
  })
  if (!organisation) return null
  return (
    <Panel title={t.publishing}>
      <label className="row">
        <Switch checked={organisation.second_person} disabled={!may('organisation.manage')} loading={change.isPending} onChange={(checked) => change.mutate(checked)} />
        {t.secondPerson}
      </label>
      <p className="quiet">{t.secondPersonText}</p>
      {change.isError ? <ProblemNotice error={change.error} /> : null}
    </Panel>
  )
}
