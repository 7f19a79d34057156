import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { has, type CaseVerb } from '@/api/codes.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import { asProblem } from '@/api/problem.ts'
import type { InstanceDetail } from '@/api/types.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { ReasonDialog } from '@/ui/ReasonDialog.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { SetVariablesDialog } from './SetVariablesDialog.tsx'
import { casesTexts } from './texts.ts'

export type Step =
  | { verb: 'cancel' | 'suspend'; reason: string }
  | { verb: 'resume' }
  | { verb: 'set_variables'; reason: string; variables: Record<string, unknown> }

function carryOut(detail: InstanceDetail, step: Step) {
  const params = { path: { instance_id: detail.case.id }, header: { ...ifMatch(detail.case.version), ...once(newKey()) } }
  switch (step.verb) {
    case 'cancel':
      return answer(api.POST('/api/v1/instances/{instance_id}/cancel', { params, body: { reason: step.reason } }))
    case 'suspend':
      return answer(api.POST('/api/v1/instances/{instance_id}/suspend', { params, body: { reason: step.reason } }))
    case 'resume':
      return answer(api.POST('/api/v1/instances/{instance_id}/resume', { params, body: {} }))
    case 'set_variables':
      return answer(api.POST('/api/v1/instances/{instance_id}/variables', { params, body: { reason: step.reason, variables: step.variables } }))
  }
}

/** An administrator's means against a case that went astray. */
export function CaseActions({ detail }: { detail: InstanceDetail }) {
  const t = useTexts(casesTexts)
  const { locale } = useLanguage()
  const client = useQueryClient()
  const message = useMessage()
  const [asking, setAsking] = useState<Exclude<CaseVerb, 'resume'> | null>(null)
  const act = useMutation({
    mutationFn: (step: Step) => carryOut(detail, step),
    onSuccess: () => {
      setAsking(null)
      void message.success(t.done)
    },
    onError: (error) => asking ?? message.warning(asProblem(error).sentence(locale), 6),
    onSettled: () => client.invalidateQueries({ queryKey: keys.case.one(detail.case.id) }),
  })
  const may = (verb: CaseVerb) => has<CaseVerb>(detail.actions, verb)
  const dialog = { busy: act.isPending, error: act.error, label: t.reason, onCancel: () => setAsking(null) }
  return (
    <>
      {may('resume') ? <Button onClick={() => act.mutate({ verb: 'resume' })}>{t.resume}</Button> : null}
      {may('set_variables') ? <Button onClick={() => setAsking('set_variables')}>{t.setVariables}</Button> : null}
      {may('suspend') ? <Button onClick={() => setAsking('suspend')}>{t.suspend}</Button> : null}
      {may('cancel') ? (
        <Button danger onClick={() => setAsking('cancel')}>
          {t.cancel}
        </Button>
      ) : null}
      {asking === 'cancel' ? (
        <ReasonDialog {...dialog} danger title={t.cancel} text={t.cancelText} onConfirm={(reason) => act.mutate({ verb: 'cancel', reason })} />
      ) : null}
      {asking === 'suspend' ? (
        <ReasonDialog {...dialog} title={t.suspend} text={t.suspendText} onConfirm={(reason) => act.mutate({ verb: 'suspend', reason })} />
      ) : null}
      {asking === 'set_variables' ? (
        <SetVariablesDialog {...dialog} detail={detail} onConfirm={(variables, reason) => act.mutate({ verb: 'set_variables', variables, reason })} />
      ) : null}
    </>
  )
}
