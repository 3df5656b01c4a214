package pdf

// cache keeps what was used last, up to twice its limit. It has two
// generations: when the young one is full the old one is dropped, and what is
// asked for again moves back. What a cache holds never shows in the output, for
// every value depends on its key alone and is not written to once it is in.
type cache[K comparable, V any] struct {
	young, old map[K]V
	limit      int
}

func newCache[K comparable, V any](limit int) *cache[K, V] {
	return &cache[K, V]{young: map[K]V{}, limit: limit}
}

func (c *cache[K, V]) find(key K) (V, bool) {
	if v, ok := c.young[key]; ok {
		return v, true
	}
	v, ok := c.old[key]
	if ok {
		c.put(key, v)
	}
	return v, ok
}

// findText is find for a key whose bytes need not be kept.
func findText[V any](c *cache[string, V], key []byte) (V, bool) {
	if v, ok := c.young[string(key)]; ok {
		return v, true
	}
	v, ok := c.old[string(key)]
	if ok {
		c.put(string(key), v)
	}
	return v, ok
}

func (c *cache[K, V]) put(key K, v V) {
	if len(c.young) >= c.limit {
		c.old, c.young = c.young, map[K]V{}
	}
	c.young[key] = v
}
