"""Text in, Reading out. The only place that knows jieba."""
