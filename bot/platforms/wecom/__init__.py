"""WeCom (企业微信): members by the self-built app, residents by 微信客服, managers' rooms by group robots."""
