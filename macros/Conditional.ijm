// Asks a model of two moons for the second parameter and the first datum, given the other two,
// which a CSV file holds. One of its cells is blank: it is averaged over.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// A good two_moons.onnx in that folder is used; the one that is trained here, far too briefly, only shows how to ask.
model = folder + "two_moons.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=two_moons simulations=300 steps=20 batchsize=64 modelfile=[" + model + "]");

table = folder + "observed.csv";
File.saveString("name,theta_1,x_2\nfirst,0.1,0.2\nsecond,0.3,\n", table);
run("InferJ Conditional...", "modelfile=[" + model + "] given=[theta_1, x_2] wanted=[theta_2, x_1] tablefile=[" + table
	+ "] draws=200 seed=1 posteriorfile=[" + folder + "conditional.csv] plotfile=[" + folder + "conditional.png]"
	+ " overwrite=true");
