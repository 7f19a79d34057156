import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { answer, api, once } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { PortalMessage } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { FormFiller } from '@/forms/FormFiller.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { portalTexts } from './texts.ts'

interface Properties {
  messages: readonly PortalMessage[]
  instanceId: string
  procedureId: string
}

/** What the requester may say without being asked, for example that the request is withdrawn. */
export function Messages({ messages, instanceId, procedureId }: Properties) {
  const name = useNames()
  const [chosen, setChosen] = useState<string | null>(null)
  const open = messages.find((each) => each.name === chosen)
  if (messages.length === 0) return null
  if (open) return <Say message={open} instanceId={instanceId} procedureId={procedureId} close={() => setChosen(null)} />
  return (
    <div className="row">
      {messages.map((each) => (
        <Button key={each.name} onClick={() => setChosen(each.name)} data-action={`message:${each.name}`}>
          {name(each)}
        </Button>
      ))}
    </div>
  )
}

function Say({ message, instanceId, procedureId, close }: { message: PortalMessage; instanceId: string; procedureId: string; close: () => void }) {
  const t = useTexts(portalTexts)
  const name = useNames()
  const { locale } = useLanguage()
  const client = useQueryClient()
  const say = useMessage()
  const target = useMemo(() => ({ procedure_id: procedureId }), [procedureId])
  const form = useQuery({
    queryKey: keys.messageForm(instanceId, message.name, locale),
    queryFn: () =>
      answer(
        api.GET('/api/v1/portal/requests/{instance_id}/messages/{name}/form', {
          params: { path: { instance_id: instanceId, name: message.name }, query: { locale } },
        }),
      ),
    refetchOnWindowFocus: false,
    gcTime: 0, // a draft that was sent must not come back from the cache
  })
  const send = async (variables: Record<string, unknown>, key: string) => {
    await answer(
      api.POST('/api/v1/messages', { params: { header: once(key) }, body: { name: message.name, instance_id: instanceId, variables } }),
    )
    void say.success(t.told, 5)
    await client.invalidateQueries({ queryKey: keys.requests.all })
    close()
  }
  return (
    <Loaded query={form}>
      {(found) => (
        <Panel title={name(message)}>
          <FormFiller
            subject={`message:${instanceId}:${message.name}`}
            form={found.form}
            target={target}
            submitLabel={name(message)}
            send={send}
            reload={() => client.invalidateQueries({ queryKey: keys.requests.one(instanceId) })}
          >
            <Button onClick={close}>{t.notNow}</Button>
          </FormFiller>
        </Panel>
      )}
    </Loaded>
  )
}
