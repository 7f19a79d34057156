import {
  AuditOutlined,
  BankOutlined,
  FolderOpenOutlined,
  InboxOutlined,
  PartitionOutlined,
  PlusSquareOutlined,
  SafetyOutlined,
  TeamOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Permission } from '@/api/codes.ts'
import type { shellTexts } from './texts.ts'

type Words = (typeof shellTexts)['en']

export interface Place {
  to: string
  name: keyof Words
  icon: ReactNode
  /** Shown to those who hold at least one of these permissions; to all without. */
  needs?: readonly Permission[]
  /** Not for a customer's or a supplier's people. */
  ofTheHouse?: boolean
}

export const PLACES: readonly { name: keyof Words; places: readonly Place[] }[] = [
  {
    name: 'work',
    places: [
      { to: '/inbox', name: 'inbox', icon: <InboxOutlined /> },
      { to: '/start', name: 'start', icon: <PlusSquareOutlined /> },
      { to: '/cases', name: 'cases', icon: <FolderOpenOutlined /> },
    ],
  },
  {
    name: 'oversight',
    places: [
      { to: '/evidence', name: 'evidence', icon: <AuditOutlined />, needs: ['evidence.read'] },
      { to: '/definitions', name: 'definitions', icon: <PartitionOutlined />, ofTheHouse: true },
      { to: '/incidents', name: 'incidents', icon: <WarningOutlined />, needs: ['incidents.manage'] },
    ],
  },
  {
    name: 'administration',
    places: [
      { to: '/users', name: 'users', icon: <TeamOutlined />, needs: ['users.manage'] },
      { to: '/roles', name: 'roles', icon: <SafetyOutlined />, needs: ['roles.manage', 'users.manage'] },
      { to: '/organisation', name: 'organisation', icon: <BankOutlined />, needs: ['organisation.manage'] },
    ],
  },
]
