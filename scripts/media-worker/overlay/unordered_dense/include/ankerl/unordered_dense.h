#pragma once

// The names of ankerl::unordered_dense, over the standard containers: slower by a little, found on every machine.

#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace ankerl::unordered_dense
{
	// The second parameter is where the real one lets a specialisation be switched on.
	template<typename T, typename = void>
	struct hash : std::hash<T>
	{
	};

	template<typename K, typename V, typename H = hash<K>, typename E = std::equal_to<K>>
	using map = std::unordered_map<K, V, H, E>;

	template<typename K, typename H = hash<K>, typename E = std::equal_to<K>>
	using set = std::unordered_set<K, H, E>;
}
