// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.SpecificationJson;

/**
 * What the simulations of a folder are, as the JSON file beside them.
 *
 * @param specification names the columns
 * @param fingerprint tells the simulator
 * @param seed of the run
 * @param count number of simulations asked for, the largest so far
 * @param rowsPerShard number of simulations in each file but the last
 * @param rejected how many of each file's simulations are not usable; empty until all are there
 */
record StoreManifest(ModelSpecification specification, String fingerprint, long seed, long count, int rowsPerShard,
	Optional<List<Long>> rejected)
{

	static final String FORMAT = "inferj-simulations";
	static final int VERSION = 1;

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	StoreManifest {
		rejected = rejected.map(List::copyOf);
	}

	StoreManifest withCount(final long other) {
		return new StoreManifest(specification, fingerprint, seed, other, rowsPerShard, Optional.empty());
	}

	StoreManifest withRejected(final List<Long> other) {
		return new StoreManifest(specification, fingerprint, seed, count, rowsPerShard, Optional.of(other));
	}

	String toJson() {
		final JsonObject json = new JsonObject();
		json.addProperty("format", FORMAT);
		json.addProperty("version", VERSION);
		json.addProperty("simulator", fingerprint);
		json.addProperty("seed", seed);
		json.addProperty("simulations", count);
		json.addProperty("shards", ShardName.PATTERN);
		json.addProperty("rows_per_shard", rowsPerShard);
		rejected.ifPresent(list -> json.add("rejected_per_shard", GSON.toJsonTree(list)));
		final JsonArray columns = new JsonArray();
		specification.rowNames().forEach(columns::add);
		json.add("columns", columns);
		json.add("specification", JsonParser.parseString(SpecificationJson.write(specification)));
		return GSON.toJson(json) + "\n";
	}

	/**
	 * @throws JsonParseException if the text is no manifest
	 * @throws NewerVersionException if the format is newer than this program
	 */
	static StoreManifest fromJson(final String text) throws NewerVersionException {
		try {
			final JsonObject json = JsonParser.parseString(text).getAsJsonObject();
			if (!FORMAT.equals(json.get("format").getAsString())) throw new JsonParseException("another format");
			if (json.get("version").getAsInt() > VERSION) throw new NewerVersionException(json.get("version").getAsInt());
			final int rowsPerShard = json.get("rows_per_shard").getAsInt();
			if (rowsPerShard < 1) throw new JsonParseException("rows_per_shard " + rowsPerShard);
			return new StoreManifest(SpecificationJson.read(json.get("specification").toString()), json.get("simulator")
				.getAsString(), json.get("seed").getAsLong(), json.get("simulations").getAsLong(), rowsPerShard, Optional
					.ofNullable(json.get("rejected_per_shard")).map(StoreManifest::longs));
		}
		catch (final IllegalArgumentException | IllegalStateException | NullPointerException
				| UnsupportedOperationException exc)
		{
			throw new JsonParseException(exc);
		}
	}

	private static List<Long> longs(final JsonElement array) {
		final List<Long> list = new ArrayList<>();
		array.getAsJsonArray().forEach(element -> list.add(element.getAsLong()));
		return list;
	}

	/** The manifest's format is newer than this program knows. */
	static final class NewerVersionException extends Exception {

		private static final long serialVersionUID = 1L;

		NewerVersionException(final int version) {
			super(Integer.toString(version));
		}
	}
}
