import type { ThemeConfig } from 'antd'

/** The look of the product. Text and tag colours keep at least 4.5:1 on their ground (WCAG 2.1 AA). */
export const theme: ThemeConfig = {
  cssVar: { key: 'zhidu' },
  hashed: false,
  token: {
    colorPrimary: '#0958d9',
    // The shade that is derived for a pointer above it would leave white letters too little contrast.
    colorPrimaryHover: '#1765de',
    colorInfo: '#0958d9',
    colorLink: '#0958d9',
    colorSuccess: '#237804',
    colorWarning: '#ad4e00',
    colorError: '#c0151f',
    colorText: '#1b2430',
    colorTextSecondary: '#4a5566',
    colorTextTertiary: '#5d6878',
    colorTextDescription: '#5d6878',
    colorTextPlaceholder: '#6b6b6b',
    colorBorder: '#c9d0da',
    colorBorderSecondary: '#e3e7ed',
    colorBgLayout: '#f4f6f9',
    borderRadius: 6,
    fontSize: 14,
    controlHeight: 32,
    fontFamily: `system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif`,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.18s',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Tag: { defaultBg: '#eef1f5', defaultColor: '#354052' },
    Tooltip: { colorBgSpotlight: '#1b2430' },
  },
}
