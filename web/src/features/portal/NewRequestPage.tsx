import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { keys } from '@/api/keys.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { FormFiller } from '@/forms/FormFiller.tsx'
import { startCase, startSubject, useStartableProcedure, useStartForm } from '@/forms/startable.ts'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { portalTexts } from './texts.ts'

export function NewRequestPage() {
  const t = useTexts(portalTexts)
  const name = useNames()
  const navigate = useNavigate()
  const client = useQueryClient()
  const message = useMessage()
  const { procedureId = '', formId } = useParams()
  const procedure = useStartableProcedure(procedureId, formId)
  const target = useMemo(() => ({ procedure_id: procedureId }), [procedureId])

  const send = async (values: Record<string, unknown>, key: string) => {
    const receipt = await startCase(procedureId, formId, values, key)
    void message.success(t.sent(receipt.number), 8)
    client.removeQueries({ queryKey: keys.startForm.of(procedureId) })
    void client.invalidateQueries({ queryKey: keys.requests.all })
    await navigate(`/portal/requests/${receipt.instance_id}`)
  }
  return (
    <Loaded query={useStartForm(procedureId, formId)}>
      {({ form }) => (
        <Page title={name(procedure)} above={<Link to="/portal">{t.back}</Link>}>
          <Panel title={t.form}>
            <FormFiller
              subject={startSubject(procedureId, formId)}
              form={form}
              target={target}
              submitLabel={t.send}
              send={send}
              reload={() => client.invalidateQueries({ queryKey: keys.startForm.of(procedureId) })}
            />
          </Panel>
        </Page>
      )}
    </Loaded>
  )
}
